# PyTorch's side of the benchmarks: TorchScript as in the code folder of a saved module.
#
# Weights of a recurrent layer: [W_ih, W_hh, b_ih, b_hh]. Whether it is an LSTM, a GRU or a tanh RNN
# is told by the number of gates that W_hh is for. Sequences are time-major.
#
# Rows of different lengths, the longest first, go through the layer in chunks of a few steps; each
# chunk has only the rows that still live when it begins. PyTorch's packed sequences are of no use
# for this on a CPU: their backward pass makes a gradient of all steps for each step and takes 30
# times as long. Without lengths, all rows live to the end and there is one chunk.

# The steps at which chunks begin, and the last one's end.
def bounds(self, time: int, lengths: Tensor) -> List[int]:
  size = 10
  if lengths.numel() == 0:
    size = time
  steps = annotate(List[int], [])
  for step in range(0, time, size):
    steps.append(step)
  steps.append(time)
  return steps

# How many rows live at the beginning of each chunk, and 0.
def rows(self, batch: int, bounds: List[int], lengths: Tensor) -> List[int]:
  counts = annotate(List[int], [])
  for k in range(len(bounds) - 1):
    if lengths.numel() == 0:
      counts.append(batch)
    else:
      counts.append(int((lengths > bounds[k]).sum()))
  counts.append(0)
  return counts

# From [time, batch, ...] to chunks [steps, rows, ...].
def chunks(self, x: Tensor, bounds: List[int], rows: List[int]) -> List[Tensor]:
  sizes = annotate(List[int], [])
  for k in range(len(bounds) - 1):
    sizes.append(bounds[k + 1] - bounds[k])
  parts = annotate(List[Tensor], [])
  for part in torch.split_with_sizes(x, sizes):
    parts.append(part.narrow(1, 0, rows[len(parts)]))
  return parts

# One after the other, all steps and rows of them: [n].
def flat(self, chunks: List[Tensor]) -> Tensor:
  parts = annotate(List[Tensor], [])
  for chunk in chunks:
    parts.append(chunk.flatten())
  return torch.cat(parts)

# The layer's outputs, chunk by chunk.
def recurrent(self, chunks: List[Tensor], w: List[Tensor]) -> List[Tensor]:
  units = w[1].size(1)
  gates = w[1].size(0) // units
  h = torch.zeros([1, chunks[0].size(1), units])
  c = h
  outputs = annotate(List[Tensor], [])
  for x in chunks:
    h = h.narrow(1, 0, x.size(1))
    c = c.narrow(1, 0, x.size(1))
    if gates == 4:
      y, h, c = torch.lstm(x, [h, c], w, True, 1, 0., True, False, False)
    elif gates == 3:
      y, h = torch.gru(x, h, w, True, 1, 0., True, False, False)
    else:
      y, h = torch.rnn_tanh(x, h, w, True, 1, 0., True, False, False)
    outputs.append(y)
  return outputs

# The outputs at each row's last step: [batch, units].
def last_states(self, outputs: List[Tensor], bounds: List[int], rows: List[int], lengths: Tensor) -> Tensor:
  states = annotate(List[Tensor], [])
  for k in range(len(outputs)):
    i = len(outputs) - 1 - k
    ending = torch.arange(rows[i + 1], rows[i])
    states.append(torch.index(outputs[i], [lengths.narrow(0, rows[i + 1], rows[i] - rows[i + 1]) - bounds[i] - 1, ending]))
  return torch.cat(states)

# Parameters of a network: those of its recurrent layer, W and b of its output, vectors of its tokens.

# Mean cross-entropy of a class at each step: x [time, batch, in], labels [time, batch], -100 where
# a row has ended.
def labelling_loss(self, x: Tensor, labels: Tensor, lengths: Tensor, parameters: List[Tensor]) -> Tensor:
  bounds = self.bounds(x.size(0), lengths)
  rows = self.rows(x.size(1), bounds, lengths)
  flat = annotate(List[Tensor], [])
  for y in self.recurrent(self.chunks(x, bounds, rows), parameters[:4]):
    flat.append(y.flatten(0, 1))
  logits = torch.linear(torch.cat(flat), parameters[4], parameters[5])
  return torch.cross_entropy_loss(logits, self.flat(self.chunks(labels, bounds, rows)))

# Mean cross-entropy of a class a text: words [time, batch], labels [batch].
def review_loss(self, words: Tensor, labels: Tensor, lengths: Tensor, parameters: List[Tensor]) -> Tensor:
  bounds = self.bounds(words.size(0), lengths)
  rows = self.rows(words.size(1), bounds, lengths)
  chunks = self.chunks(words, bounds, rows)
  sizes = annotate(List[int], [])
  for chunk in chunks:
    sizes.append(chunk.numel())
  vectors = torch.embedding(parameters[6], self.flat(chunks), 0)
  x = annotate(List[Tensor], [])
  for part in torch.split_with_sizes(vectors, sizes):
    x.append(part.view([chunks[len(x)].size(0), chunks[len(x)].size(1), part.size(1)]))
  outputs = self.recurrent(x, parameters[:4])
  h = self.last_states(outputs, bounds, rows, lengths)
  logits = torch.linear(h, parameters[4], parameters[5])
  return torch.cross_entropy_loss(logits, labels)

# Mean cross-entropy of the letter that follows: letters and those that follow [time, batch].
def letter_loss(self, letters: Tensor, following: Tensor, parameters: List[Tensor]) -> Tensor:
  x = torch.embedding(parameters[6], letters, 0)
  y = self.recurrent([x], parameters[:4])[0]
  logits = torch.linear(y, parameters[4], parameters[5])
  return torch.cross_entropy_loss(logits.flatten(0, 1), following.flatten())

# What follows the loss in a training step: gradients of parameters and inputs, Adam, fused.
def learn(self, loss: Tensor, inputs: List[Tensor], parameters: List[Tensor], means: List[Tensor], squares: List[Tensor], steps: List[Tensor], rate: Tensor) -> Tensor:
  derivatives = torch.grad([loss], parameters + inputs)
  gradients = annotate(List[Tensor], [])
  values = annotate(List[Tensor], [])
  for i in range(len(parameters)):
    gradients.append(unchecked_cast(Tensor, derivatives[i]))
    values.append(parameters[i].detach())
  torch._foreach_add_(steps, 1)
  torch._fused_adam_(values, gradients, means, squares, [], steps, lr=float(rate), beta1=0.9, beta2=0.999, weight_decay=0., eps=1e-8, amsgrad=False, maximize=False)
  return loss.detach()

# Training steps: the losses above, their gradients, that of x included, and Adam.

def label_steps(self, x: Tensor, labels: Tensor, lengths: Tensor, rate: Tensor, parameters: List[Tensor], means: List[Tensor], squares: List[Tensor], steps: List[Tensor]) -> Tensor:
  loss = self.labelling_loss(x, labels, lengths, parameters)
  return self.learn(loss, [x], parameters, means, squares, steps, rate)

def classify_reviews(self, words: Tensor, labels: Tensor, lengths: Tensor, rate: Tensor, parameters: List[Tensor], means: List[Tensor], squares: List[Tensor], steps: List[Tensor]) -> Tensor:
  loss = self.review_loss(words, labels, lengths, parameters)
  return self.learn(loss, [], parameters, means, squares, steps, rate)

def predict_letters(self, letters: Tensor, following: Tensor, rate: Tensor, parameters: List[Tensor], means: List[Tensor], squares: List[Tensor], steps: List[Tensor]) -> Tensor:
  loss = self.letter_loss(letters, following, parameters)
  return self.learn(loss, [], parameters, means, squares, steps, rate)

# Writes letter by letter with a GRU: [count].
def write_letters(self, first: Tensor, count: Tensor, temperature: Tensor, parameters: List[Tensor]) -> Tensor:
  h = torch.zeros([1, parameters[1].size(1)])
  letter = first
  written = annotate(List[Tensor], [])
  divisor = float(temperature)
  for i in range(int(count)):
    x = torch.embedding(parameters[6], letter, 0)
    h = torch.gru_cell(x, h, parameters[0], parameters[1], parameters[2], parameters[3])
    logits = torch.linear(h, parameters[4], parameters[5])
    letter = torch.multinomial(torch.softmax(logits / divisor, 1), 1)[0]
    written.append(letter)
  return torch.cat(written)
